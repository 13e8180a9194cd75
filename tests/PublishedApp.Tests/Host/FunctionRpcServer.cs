using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WorkDistribution.PublishedApp.Tests.Host;

/// <summary>The host's end of the stream to one worker. Both sides write when they like; an answer has the id of its request.</summary>
internal sealed class FunctionRpcServer : FunctionRpc.FunctionRpcBase, IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly WebApplication _app;
    private readonly Channel<StreamingMessage> _outbox = Channel.CreateUnbounded<StreamingMessage>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _unanswered = new();
    private readonly TaskCompletionSource<string> _worker = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FunctionRpcServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, static endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(static grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(this);
        _app = builder.Build();
        _app.MapGrpcService<FunctionRpcServer>();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>What the worker has logged.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Starts to listen.</summary>
    public static async Task<FunctionRpcServer> StartAsync()
    {
        var server = new FunctionRpcServer();
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Waits for a worker, and gives its id.</summary>
    public Task<string> AcceptAsync() => _worker.Task.WaitAsync(Deadline);

    /// <summary>Sends a request and waits for its answer.</summary>
    public async Task<StreamingMessage> CallAsync(StreamingMessage request)
    {
        request.RequestId = Guid.NewGuid().ToString();
        var answer = _unanswered[request.RequestId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _outbox.Writer.WriteAsync(request);
        return await answer.Task.WaitAsync(Deadline);
    }

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var sending = SendAsync(responseStream, context.CancellationToken);
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
            {
                Receive(message);
            }

            await sending;
        }
        finally
        {
            foreach (var answer in _unanswered.Values)
            {
                answer.TrySetException(new IOException("The worker has ended its stream."));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task SendAsync(IServerStreamWriter<StreamingMessage> stream, CancellationToken cancellationToken)
    {
        await foreach (var message in _outbox.Reader.ReadAllAsync(cancellationToken))
        {
            await stream.WriteAsync(message, cancellationToken);
        }
    }

    private void Receive(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.StartStream)
        {
            _worker.TrySetResult(message.StartStream.WorkerId);
        }
        else if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
        {
            Log.Enqueue($"{message.RpcLog.Category}: {message.RpcLog.Message}");
        }
        else if (_unanswered.TryRemove(message.RequestId, out var answer))
        {
            answer.TrySetResult(message);
        }
    }
}
