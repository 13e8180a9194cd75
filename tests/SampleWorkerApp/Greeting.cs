namespace SampleWorkerApp;

public sealed record Greeting(string Text);
