namespace SampleFunctionApp;

public sealed record Order(string Id, int Quantity);
