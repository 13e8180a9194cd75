namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Takes the request from the function's HTTP trigger binding.</summary>
internal sealed class BoundHttpRequestDataFeature : IHttpRequestDataFeature
{
    private BoundHttpRequestDataFeature()
    {
    }

    public static BoundHttpRequestDataFeature Instance { get; } = new();

    public async ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context)
    {
        BindingMetadata? trigger = context.FunctionDefinition.InputBindings.Values
            .FirstOrDefault(binding => string.Equals(binding.Type, "httpTrigger", StringComparison.OrdinalIgnoreCase));
        return trigger is null ? null : (await context.BindInputAsync<HttpRequestData>(trigger)).Value;
    }
}
