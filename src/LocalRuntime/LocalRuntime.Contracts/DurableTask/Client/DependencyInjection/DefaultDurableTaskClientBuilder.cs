using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.DurableTask.Client;

/// <summary>Builds the client by its constructor, from services and the client's name.</summary>
public class DefaultDurableTaskClientBuilder(string? name, IServiceCollection services) : IDurableTaskClientBuilder
{
    private Type? _buildTarget;

    public string Name { get; } = name ?? Options.DefaultName;

    public IServiceCollection Services { get; } = services;

    /// <exception cref="ArgumentException">The type is not a non-abstract subclass of <see cref="DurableTaskClient"/>.</exception>
    public Type? BuildTarget
    {
        get => _buildTarget;
        set
        {
            if (value is not null && (value.IsAbstract || !value.IsSubclassOf(typeof(DurableTaskClient))))
            {
                throw new ArgumentException(
                    $"Type must be non-abstract and a subclass of {typeof(DurableTaskClient)}; '{value}' is not.", nameof(value));
            }

            _buildTarget = value;
        }
    }

    /// <exception cref="InvalidOperationException">No build target was set.</exception>
    public DurableTaskClient Build(IServiceProvider serviceProvider)
        => _buildTarget is null
            ? throw new InvalidOperationException(
                $"The durable task client '{Name}' has no build target. Name the client's class by UseBuildTarget.")
            : (DurableTaskClient)ActivatorUtilities.CreateInstance(serviceProvider, _buildTarget, Name);
}
