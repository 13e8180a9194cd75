using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkDistribution.Core.Sagas;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Sagas;

/// <summary>Collects the steps of a saga in their order.</summary>
/// <typeparam name="TInput">The saga's input: a record that System.Text.Json can write and read.</typeparam>
internal sealed class SagaBuilder<TInput>
    where TInput : class
{
    private readonly List<SagaStep> _steps = [];
    private readonly Dictionary<string, SagaHandler> _actions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SagaHandler> _compensations = new(StringComparer.Ordinal);
    private readonly List<(int Step, Func<TInput, bool> Needed)> _conditions = [];

    /// <summary>Adds a step; it has a compensation if its action is an <see cref="ICompensableSagaAction{TInput}"/>.</summary>
    /// <typeparam name="TAction">The action; made for each call, with the app's services.</typeparam>
    /// <param name="name">1 to 40 lower-case letters, digits and dashes.</param>
    /// <param name="configure">Changes the step's options.</param>
    public SagaBuilder<TInput> Step<TAction>(string name, Action<SagaStepOptions>? configure = null)
        where TAction : class, ISagaAction<TInput>
    {
        var options = new SagaStepOptions();
        configure?.Invoke(options);
        var canUndo = typeof(ICompensableSagaAction<TInput>).IsAssignableFrom(typeof(TAction));
        _steps.Add(new SagaStep(
            name, SagaStepKind.Action, canUndo, options.NothingToUndo, options.IsPivot, options.Group, options.Timeout, options.Retry, options.CompensationRetry));
        _actions[name] = static (services, input, call, cancellationToken) =>
            ActivatorUtilities.GetServiceOrCreateInstance<TAction>(services).RunAsync(Deserialize(input), call, cancellationToken);
        if (canUndo)
        {
            _compensations[name] = static async (services, input, call, cancellationToken) =>
            {
                var action = (ICompensableSagaAction<TInput>)ActivatorUtilities.GetServiceOrCreateInstance<TAction>(services);
                await action.CompensateAsync(Deserialize(input), call, cancellationToken);
                return null;
            };
        }

        return this;
    }

    /// <summary>Adds a step that waits for a person. Rejected, or undecided at the deadline, the saga goes back.</summary>
    /// <param name="name">1 to 40 lower-case letters, digits and dashes.</param>
    /// <param name="needed">Which inputs need it; asked once, when the saga is started.</param>
    /// <param name="deadline">Longest wait.</param>
    public SagaBuilder<TInput> Approval(string name, Func<TInput, bool> needed, TimeSpan deadline)
    {
        _conditions.Add((_steps.Count, needed));
        _steps.Add(new SagaStep(name, SagaStepKind.Approval, false, true, false, null, deadline, SagaRetry.Action, SagaRetry.Compensation));
        return this;
    }

    /// <summary>Makes the saga.</summary>
    /// <exception cref="InvalidSagaException">The steps make no saga.</exception>
    internal Saga Build(string name, Func<RequestFields, TInput> read) => new(
        SagaDefinition.Create(name, _steps),
        fields =>
        {
            var input = read(fields);
            return (JsonSerializer.SerializeToElement(input, JsonSerializerOptions.Web), [.. _conditions.Where(condition => !condition.Needed(input)).Select(static condition => condition.Step)]);
        },
        _actions,
        _compensations);

    private static TInput Deserialize(JsonElement input) =>
        input.Deserialize<TInput>(JsonSerializerOptions.Web) ?? throw new InvalidOperationException($"The saga's input is null; it should be a {typeof(TInput).Name}.");
}
