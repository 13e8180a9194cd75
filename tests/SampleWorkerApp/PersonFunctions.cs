using System.Net;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace SampleWorkerApp;

/// <summary>HTTP functions of an app without the ASP.NET Core integration: request and response are buffered.</summary>
public sealed class PersonFunctions(Greeting greeting)
{
    [Function("Greet")]
    public HttpResponseData Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post")] HttpRequestData req, string? name)
    {
        HttpResponseData response = req.CreateResponse(HttpStatusCode.OK);
        response.WriteString($"{greeting.Text}, {name ?? "you"}.");
        response.Headers.Add("Content-Type", "text/plain; charset=utf-8");
        response.StatusCode = HttpStatusCode.NonAuthoritativeInformation;
        return response;
    }

    [Function("ReadTwice")]
    public HttpResponseData ReadTwice([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData req)
    {
        string first = new StreamReader(req.Body, Encoding.UTF8, leaveOpen: true).ReadToEnd();
        req.Body.Position = 0;
        string second = req.ReadAsString()!;
        HttpResponseData response = req.CreateResponse();
        response.WriteString($"{first == second} {first.Length}");
        return response;
    }

    [Function("Poco")]
    public Person Poco([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequestData req, [FromBody] Person person) =>
        person with { Age = person.Age + 1 };

    [Function("Text")]
    public string Text([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData req) => "text";

    [Function("Bytes")]
    public byte[] Bytes([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData req) => [1, 2, 3];

    [Function("Nothing")]
    public Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData req) => Task.CompletedTask;

    [Function("Several")]
    public SeveralOutputs Several([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData req) =>
        new() { Response = req.CreateResponse(HttpStatusCode.Created) };

    [Function("Fails")]
    public HttpResponseData Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData req)
    {
        req.CreateResponse(HttpStatusCode.Accepted).WriteString("never sent");
        throw new InvalidOperationException("The function fails.");
    }

    [Function("Disabled")]
    public string Disabled([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequestData req) => "never";
}
