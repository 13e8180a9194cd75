namespace WorkDistribution.LocalRuntime.Host.Discovery;

/// <summary>
/// Checks a function at start-up, before anything listens. Register implementations as
/// <c>IFunctionValidator</c> singletons; the host shows all problems of all functions in one message and ends.
/// </summary>
internal interface IFunctionValidator
{
    /// <summary>Problems of one function; each says what is wrong and what to do, without naming the function again.</summary>
    IEnumerable<string> Validate(FunctionDescriptor function);
}
