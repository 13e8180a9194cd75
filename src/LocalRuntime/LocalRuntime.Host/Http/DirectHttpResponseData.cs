using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>A response that writes to the client as the function writes. Headers count until the first byte of the body.</summary>
internal sealed class DirectHttpResponseData : HttpResponseData
{
    private static readonly object CreatedKey = new();
    private readonly HttpResponse _response;

    public DirectHttpResponseData(HttpResponse response, FunctionContext context)
        : base(context)
    {
        _response = response;
        Cookies = new ResponseCookies(response);
        Register();
    }

    public override HttpStatusCode StatusCode
    {
        get => (HttpStatusCode)_response.StatusCode;
        set => _response.StatusCode = (int)value;
    }

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body
    {
        get => _response.Body;
        set => _response.Body = value;
    }

    public override HttpCookies Cookies { get; }

    // Function and middleware may each create a response: where both set a header, the later one counts.
    private void Register()
    {
        var items = _response.HttpContext.Items;
        if (items.TryGetValue(CreatedKey, out var known))
        {
            ((List<DirectHttpResponseData>)known!).Add(this);
            return;
        }

        List<DirectHttpResponseData> created = [this];
        items[CreatedKey] = created;
        _response.OnStarting(() =>
        {
            created.ForEach(r => r.CopyHeaders());
            return Task.CompletedTask;
        });
    }

    private void CopyHeaders()
    {
        foreach (var (name, values) in Headers)
        {
            _response.Headers[name] = values.ToArray();
        }
    }
}
