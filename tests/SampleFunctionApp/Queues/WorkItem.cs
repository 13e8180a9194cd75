namespace SampleFunctionApp;

public sealed record WorkItem(string Name);
