namespace SampleFunctionApp;

public sealed record Product(string Category, int Id);
