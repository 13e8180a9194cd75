using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using WorkDistribution.LocalRuntime.Engine;
using WorkDistribution.LocalRuntime.Host.Configuration;
using WorkDistribution.LocalRuntime.Host.Discovery;
using WorkDistribution.LocalRuntime.Host.Durable;

namespace WorkDistribution.LocalRuntime.Host.Management;

/// <summary>What the routes of the management API work with.</summary>
internal sealed class ManagementContext(Lazy<DurableEngine> engine, IFunctionCatalog catalog, HostOptions options, TimeProvider time)
{
    private const int MaxInstanceIdLength = 256;

    public DurableTaskClient Client => engine.Value.Client;

    public DurableEngine Engine => engine.Value;

    public DurableTaskExtensionOptions Options => options.DurableTask;

    public TimeProvider Time => time;

    public async Task WriteStartedAsync(HttpContext http, string instanceId)
    {
        var payload = ManagementPayloads.Start(http.Request, instanceId, Options);
        http.Response.Headers.Location = (string?)payload["statusQueryGetUri"];
        http.Response.Headers.RetryAfter = "10";
        await ManagementJson.WriteAsync(http, StatusCodes.Status202Accepted, payload);
    }

    /// <exception cref="ArgumentException">The app has no such orchestrator; the message lists those it has.</exception>
    public void CheckOrchestrator(string name) => Check(BindingTypes.OrchestrationTrigger, name, "an orchestrator", "orchestrator");

    /// <exception cref="ArgumentException">The app has no such entity; the message lists those it has.</exception>
    public void CheckEntity(string name) => Check(BindingTypes.EntityTrigger, name, "an entity", "entity");

    /// <exception cref="ArgumentException">The id is one the real host would not take either.</exception>
    public static void CheckInstanceId(string instanceId)
    {
        if (instanceId.StartsWith('@'))
        {
            throw new ArgumentException("Orchestration instance ids must not start with @.");
        }

        if (instanceId.Any(IsForbidden))
        {
            throw new ArgumentException("Orchestration instance ids must not contain /, \\, #, ?, or control characters.");
        }

        if (instanceId.Length > MaxInstanceIdLength)
        {
            throw new ArgumentException($"Instance ID lengths must not exceed {MaxInstanceIdLength} characters.");
        }
    }

    /// <exception cref="ArgumentException">The key is one the real host would not take either.</exception>
    public static void CheckEntityKey(string key)
    {
        if (key.Any(IsForbidden))
        {
            throw new ArgumentException("Entity keys must not contain /, \\, #, ?, or control characters.");
        }
    }

    private static bool IsForbidden(char c) => c is '/' or '\\' or '?' or '#' || char.IsControl(c);

    private void Check(string trigger, string name, string article, string kind)
    {
        var known = catalog.Functions.Where(f => f.Is(trigger)).Select(DurableNames.Of).ToList();
        if (known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        var info = known.Count > 0
            ? $"The following are the known {kind} functions: '{string.Join("', '", known)}'."
            : $"No {kind} functions are currently registered!";
        throw new ArgumentException($"The function '{name}' doesn't exist, is disabled, or is not {article} function. Additional info: {info}");
    }
}
