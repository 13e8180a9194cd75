namespace SampleFunctionApp;

public interface IGreeter
{
    string Greet(string name);
}
