using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace WorkDistribution.LocalRuntime.Host.Http;

/// <summary>The official request type over ASP.NET Core's request.</summary>
internal abstract class LocalHttpRequestData(HttpContext http, FunctionContext context) : HttpRequestData(context)
{
    protected HttpContext Http => http;

    public override Stream Body => http.Request.Body;

    public override HttpHeadersCollection Headers => field ??= new HttpHeadersCollection(
        http.Request.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.AsEnumerable().OfType<string>())));

    public override IReadOnlyCollection<IHttpCookie> Cookies => field ??=
        [.. http.Request.Cookies.Select(c => new HttpCookie(c.Key, c.Value))];

    public override Uri Url { get; } = new(http.Request.GetEncodedUrl());

    public override IEnumerable<ClaimsIdentity> Identities => http.User.Identities;

    public override string Method => http.Request.Method;
}
