using Azure.Core;

namespace WorkDistribution.LocalRuntime.Host.Configuration;

/// <summary>
/// Credentials of the package Azure.Identity, which the app brings in whatever version it needs: a reference of the host's own would
/// forbid older ones, and few apps use an identity locally.
/// </summary>
internal static class AzureIdentity
{
    private const string Package = "Azure.Identity";

    /// <exception cref="HostConfigurationException">The app does not reference Azure.Identity.</exception>
    public static TokenCredential Default() => Create("DefaultAzureCredential", [typeof(bool)], false);

    /// <param name="clientId">The user-assigned identity; null for the system's.</param>
    /// <exception cref="HostConfigurationException">The app does not reference Azure.Identity.</exception>
    public static TokenCredential ManagedIdentity(string? clientId) => Create("ManagedIdentityCredential", [typeof(string)], clientId);

    /// <exception cref="HostConfigurationException">The app does not reference Azure.Identity.</exception>
    public static TokenCredential ClientSecret(string tenantId, string clientId, string secret) =>
        Create("ClientSecretCredential", [typeof(string), typeof(string), typeof(string)], tenantId, clientId, secret);

    private static TokenCredential Create(string name, Type[] parameters, params object?[] arguments)
    {
        var type = Type.GetType($"{Package}.{name}, {Package}")
            ?? throw new HostConfigurationException($"An identity-based connection needs the package {Package}, which the app does not reference. Add it to the app.");

        // Constructors have more optional parameters behind these, other ones in each version.
        var constructor = Array.Find(
                type.GetConstructors(),
                c => c.GetParameters() is var all && all.Length >= parameters.Length
                    && all.Take(parameters.Length).Select(p => p.ParameterType).SequenceEqual(parameters)
                    && all.Skip(parameters.Length).All(p => p.IsOptional))
            ?? throw new HostConfigurationException($"The app's version of {Package} has no {name} that the local runtime can make. Reference version 1.10 or later.");
        var missing = constructor.GetParameters().Length - arguments.Length;
        return (TokenCredential)constructor.Invoke([.. arguments, .. Enumerable.Repeat(Type.Missing, missing)]);
    }
}
