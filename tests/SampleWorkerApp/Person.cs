namespace SampleWorkerApp;

public sealed record Person(string Name, int Age);
