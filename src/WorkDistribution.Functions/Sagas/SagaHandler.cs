using System.Text.Json;

namespace WorkDistribution.Functions.Sagas;

/// <summary>Calls an action or a compensation with the saga's input as the history holds it.</summary>
/// <param name="services">Services of the invocation.</param>
/// <param name="input">The saga's input.</param>
/// <param name="call">Which step of which saga.</param>
/// <param name="cancellationToken">Cancelled when the step's time is up.</param>
internal delegate Task<string?> SagaHandler(IServiceProvider services, JsonElement input, SagaCall call, CancellationToken cancellationToken);
