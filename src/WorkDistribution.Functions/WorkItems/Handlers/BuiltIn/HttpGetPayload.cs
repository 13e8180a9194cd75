namespace WorkDistribution.Functions.WorkItems.Handlers.BuiltIn;

/// <summary>Payload of <c>http-get</c>.</summary>
/// <param name="Url">An absolute http or https address whose host is one of <see cref="WorkItemsOptions.HttpHosts"/>.</param>
internal sealed record HttpGetPayload(string Url);
