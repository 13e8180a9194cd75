namespace SampleFunctionApp;

public sealed record OrderOutcome(string Id, int Total, string Thanks);
