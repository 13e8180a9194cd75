using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace SampleFunctionApp;

public sealed class JournalFunctions(Journal journal)
{
    [Function("Journal")]
    public IActionResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "journal")] HttpRequest req) =>
        new OkObjectResult(journal.Entries);

    [Function("Note")]
    public IActionResult Note(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "journal/{entry}")] HttpRequest req, string entry)
    {
        journal.Write(entry);
        return new NoContentResult();
    }

    [Function("Slow")]
    public async Task<IActionResult> Slow(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow/{milliseconds:int}")] HttpRequest req, int milliseconds)
    {
        journal.Write("slow started");
        await Task.Delay(milliseconds);
        return new OkObjectResult("slow but done");
    }
}
