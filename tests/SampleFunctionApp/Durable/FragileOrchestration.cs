using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace SampleFunctionApp;

/// <summary>An orchestrator that cannot be created until the journal says that it has been mended.</summary>
public sealed class FragileOrchestration
{
    public FragileOrchestration(Journal journal)
    {
        if (!journal.Entries.Contains("mended"))
        {
            throw new InvalidOperationException("It is broken.");
        }
    }

    [Function("Fragile")]
    public async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallSubOrchestratorAsync<string>("Thank", "nobody");
        return await context.WaitForExternalEvent<string>("go");
    }
}
