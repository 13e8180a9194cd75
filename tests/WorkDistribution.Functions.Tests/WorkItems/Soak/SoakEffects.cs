using System.Globalization;
using Microsoft.AspNetCore.Http;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.WorkItems.Soak;

/// <summary>
/// The world that items have an effect on: a server that takes a while for each request and counts them by item. Every twentieth item
/// is flaky, refused when it comes first; every five-hundredth is always refused.
/// </summary>
internal sealed class SoakEffects : IAsyncDisposable
{
    private readonly int[] _requests;
    private readonly int[] _effects;
    private LocalServer? _server;
    private int _done;

    private SoakEffects(int items)
    {
        _requests = new int[items];
        _effects = new int[items];
    }

    /// <summary>Items that had their effect.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Effects beyond the first of each item.</summary>
    public int Repeated => _effects.Sum(static count => Math.Max(0, count - 1));

    /// <summary>Host and port, as the setting of the handler <c>http-get</c> names them.</summary>
    public string Authority => _server!.Address.Authority;

    public static async Task<SoakEffects> StartAsync(int items)
    {
        var effects = new SoakEffects(items);
        effects._server = await LocalServer.StartAsync(effects.AnswerAsync);
        return effects;
    }

    public static bool IsRefused(int item) => item % 500 == 3;

    public int EffectsOf(int item) => Volatile.Read(ref _effects[item]);

    public string AddressOf(int item) => string.Create(CultureInfo.InvariantCulture, $"http://{Authority}/{item}");

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var item = int.Parse(context.Request.Path.Value![1..], CultureInfo.InvariantCulture);
        var isFirst = Interlocked.Increment(ref _requests[item]) == 1;

        // The work: 20 to 380 ms.
        await Task.Delay(20 + (item * 37 % 361), context.RequestAborted);
        if (IsRefused(item) || (isFirst && item % 20 == 7))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (Interlocked.Increment(ref _effects[item]) == 1)
        {
            Interlocked.Increment(ref _done);
        }
    }
}
