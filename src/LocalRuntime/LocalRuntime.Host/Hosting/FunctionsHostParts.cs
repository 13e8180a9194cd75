using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Http;
using WorkDistribution.LocalRuntime.Host.Invocation;

namespace WorkDistribution.LocalRuntime.Host.Hosting;

/// <summary>What <see cref="FunctionsHostService"/> starts and stops. Resolved only when the app's services have started.</summary>
internal sealed record FunctionsHostParts(
    IFunctionCatalog Catalog,
    HostCommandLine CommandLine,
    Lazy<DurableEngine> Engine,
    WebServer WebServer,
    RequestGate Gate,
    IEnumerable<ITriggerListener> Listeners,
    InFlightRequests InFlight,
    InvocationLimits Limits,
    StartupBanner Banner,
    Lazy<FunctionRoutes> Routes);
