namespace WorkDistribution.LocalRuntime.Differential.Tests.Model;

/// <summary>Functions many scenarios call.</summary>
public static class CommonFunctions
{
    /// <summary>Gives its input back.</summary>
    public const string Echo = nameof(Echo);

    /// <summary>Doubles a number.</summary>
    public const string Twice = nameof(Twice);

    /// <summary>Throws an <see cref="InvalidOperationException"/> with the input as its message.</summary>
    public const string Throw = nameof(Throw);

    public static void Register(FunctionSet functions)
    {
        functions.Activity<object?, object?>(Echo, input => input);
        functions.Activity<int, int>(Twice, number => 2 * number);
        functions.Activity<string, string>(Throw, message => throw new InvalidOperationException(message));
    }
}
