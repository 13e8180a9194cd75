using System.Globalization;

namespace WorkDistribution.Functions.Sagas.Orchestration;

/// <summary>Names of the external events that a saga waits for.</summary>
internal static class SagaEvents
{
    /// <summary>A person approves or rejects.</summary>
    public static string Approval(string step) => $"approval:{step}";

    /// <summary>
    /// An operator resolves a parked step. The name holds how often the step was parked, so that a decision sent twice does not decide
    /// the next time as well.
    /// </summary>
    public static string Resolution(string step, int parkings) => string.Create(CultureInfo.InvariantCulture, $"resolve:{step}:{parkings}");
}
