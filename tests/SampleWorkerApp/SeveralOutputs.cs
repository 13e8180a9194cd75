using Microsoft.Azure.Functions.Worker.Http;

namespace SampleWorkerApp;

public sealed class SeveralOutputs
{
    public HttpResponseData? Response { get; set; }
}
