namespace WorkDistribution.Cli.Hosting;

/// <summary>The host that <c>wd</c> starts for itself did not come up, or went away.</summary>
internal sealed class HostStartException(string message) : Exception(message);
