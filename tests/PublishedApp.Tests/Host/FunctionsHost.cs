using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Values = System.Collections.Generic.Dictionary<string, string>;

namespace WorkDistribution.PublishedApp.Tests.Host;

/// <summary>What the Functions host does with a worker: it shakes hands, loads all functions and calls them.</summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly FunctionRpcServer _server;
    private readonly WorkerProcess _worker;
    private readonly HttpClient _http = new() { Timeout = Deadline };
    private Dictionary<string, RpcFunctionMetadata> _functions = [];

    private FunctionsHost(FunctionRpcServer server, WorkerProcess worker) => (_server, _worker) = (server, worker);

    /// <summary>What the worker said of each function's load.</summary>
    public IReadOnlyDictionary<string, StatusResult> Loads { get; private set; } = new Dictionary<string, StatusResult>();

    /// <summary>Starts a worker and loads every function it has.</summary>
    public static async Task<FunctionsHost> StartAsync(PublishedFolder folder)
    {
        var workerId = Guid.NewGuid().ToString();
        var server = await FunctionRpcServer.StartAsync();
        var host = new FunctionsHost(server, WorkerProcess.Start(folder, server.Address, workerId));
        try
        {
            Assert.Equal(workerId, await server.AcceptAsync());
            await host.InitializeAsync(folder.App);
            await host.LoadAsync(folder.App);
            return host;
        }
        catch (Exception e)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"The worker did not start:\n{string.Join('\n', server.Log)}\n{host._worker.Output}", e);
        }
    }

    /// <summary>Calls a function over the stream, and gives its answer if it succeeds.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="trigger">What its trigger gives.</param>
    /// <param name="metadata">What its trigger tells beside that.</param>
    /// <param name="inputs">What its other bindings give.</param>
    public Task<TypedData> InvokeAsync(string function, TypedData trigger, Values? metadata = null, Values? inputs = null) =>
        InvokeAsync(Guid.NewGuid().ToString(), function, trigger, metadata, inputs);

    /// <summary>Calls a function over HTTP: the stream carries the call, and the request goes to the worker's own web server.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="request">The request, with an address relative to the web server's.</param>
    /// <param name="route">The values in its route, which the host finds.</param>
    /// <param name="inputs">What the function's other bindings give.</param>
    public async Task<HttpResponseMessage> SendAsync(
        string function, HttpRequestMessage request, Values? route = null, Values? inputs = null)
    {
        var invocationId = Guid.NewGuid().ToString();
        request.Headers.Add("x-ms-invocation-id", invocationId);
        request.RequestUri = new Uri(_http.BaseAddress!, request.RequestUri!);
        var invocation = InvokeAsync(invocationId, function, new TypedData { Http = new RpcHttp() }, route, inputs);
        var response = await _http.SendAsync(request);
        await invocation;
        return response;
    }

    public async ValueTask DisposeAsync()
    {
        _worker.Dispose();
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private async Task InitializeAsync(string app)
    {
        var answer = await _server.CallAsync(new()
        {
            WorkerInitRequest = new() { HostVersion = "4.0.0", WorkerDirectory = app, FunctionAppDirectory = app },
        });
        AssertSuccess("The handshake", answer.WorkerInitResponse.Result);
        _http.BaseAddress = new Uri(answer.WorkerInitResponse.Capabilities["HttpUri"]);
        await ConnectAsync(_http.BaseAddress);
    }

    private async Task LoadAsync(string app)
    {
        var list = await _server.CallAsync(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = app } });
        AssertSuccess("The list of functions", list.FunctionMetadataResponse.Result);
        _functions = list.FunctionMetadataResponse.FunctionMetadataResults.ToDictionary(static function => function.Name);
        var loads = await Task.WhenAll(_functions.Values.Select(async function =>
        {
            var request = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
            var answer = await _server.CallAsync(new() { FunctionLoadRequest = request });
            return KeyValuePair.Create(function.Name, answer.FunctionLoadResponse.Result);
        }));
        Loads = loads.ToDictionary();
    }

    private async Task<TypedData> InvokeAsync(string invocationId, string function, TypedData trigger, Values? metadata, Values? inputs)
    {
        var request = new InvocationRequest
        {
            InvocationId = invocationId,
            FunctionId = _functions[function].FunctionId,
            TraceContext = new() { TraceParent = $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00" },
            RetryContext = new(),
        };
        request.InputData.Add(new ParameterBinding { Name = TriggerOf(function), Data = trigger });
        request.InputData.Add((inputs ?? []).Select(static item => new ParameterBinding { Name = item.Key, Data = Text(item.Value) }));
        request.TriggerMetadata.Add((metadata ?? []).ToDictionary(static item => item.Key, static item => Text(item.Value)));
        var answer = await _server.CallAsync(new() { InvocationRequest = request });
        Assert.Equal(invocationId, answer.InvocationResponse.InvocationId);
        AssertSuccess(function, answer.InvocationResponse.Result);
        return answer.InvocationResponse.ReturnValue;
    }

    private string TriggerOf(string function) => _functions[function].RawBindings
        .Select(static binding => JsonSerializer.Deserialize<JsonElement>(binding))
        .Single(static binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase))
        .GetProperty("name").GetString()!;

    // The worker opens its stream before its web server listens; the host tries until it does, too.
    private static async Task ConnectAsync(Uri address)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var timer = new PeriodicTimer(Interval);
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(address.Host, address.Port, deadline.Token);
                return;
            }
            catch (SocketException)
            {
                await timer.WaitForNextTickAsync(deadline.Token);
            }
        }
    }

    private static TypedData Text(string text) => new() { String = text };

    private static void AssertSuccess(string what, StatusResult result) => Assert.True(
        result.Status == StatusResult.Types.Status.Success,
        $"{what}: {result.Status}, {result.Exception?.Message}\n{result.Exception?.StackTrace}");
}
