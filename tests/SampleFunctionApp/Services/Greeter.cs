using Microsoft.Extensions.Configuration;

namespace SampleFunctionApp;

public sealed class Greeter(IConfiguration configuration) : IGreeter
{
    public string Greet(string name) => $"{configuration["Greeting"]}, {name}!";
}
