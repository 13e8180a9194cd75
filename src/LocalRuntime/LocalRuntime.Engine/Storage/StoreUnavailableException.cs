namespace WorkDistribution.LocalRuntime.Engine.Storage;

/// <summary>The store cannot write at the moment (no space, read-only folder, I/O error). Nothing was changed; trying again may help.</summary>
internal sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
