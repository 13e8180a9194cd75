namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>The capabilities a binding may have.</summary>
public static class KnownBindingCapabilities
{
    /// <summary>A retry attribute on the function applies to the trigger.</summary>
    public const string FunctionLevelRetry = "FunctionLevelRetry";
}
