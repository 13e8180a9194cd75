namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>
/// Registered as a service by <c>ConfigureFunctionsWebApplication</c>: functions work on ASP.NET Core's request and response
/// directly. Without it they get a buffered <c>HttpRequestData</c> of their own, as from the official worker over gRPC.
/// </summary>
internal sealed class AspNetCoreIntegration;
