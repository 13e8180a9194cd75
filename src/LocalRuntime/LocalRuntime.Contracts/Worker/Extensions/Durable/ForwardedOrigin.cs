using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The origin under which the caller of a request knows this host: a proxy in between says so in a header.</summary>
internal static class ForwardedOrigin
{
    public static string Of(HttpRequestData request)
    {
        string scheme = request.Url.Scheme;
        if (First(request, "Forwarded") is { } forwarded)
        {
            scheme = Parameter(forwarded, "proto") ?? scheme;
            if (Parameter(forwarded, "host") is { } forwardedHost)
            {
                return $"{scheme}://{forwardedHost}";
            }
        }

        scheme = First(request, "X-Forwarded-Proto") ?? scheme;
        string host = First(request, "X-Forwarded-Host") ?? request.Url.Authority;
        return $"{scheme}://{host}";
    }

    // A chain of proxies lists one element each, separated by commas; the first is nearest to the caller.
    private static string? First(HttpRequestData request, string header)
    {
        if (!request.Headers.TryGetValues(header, out IEnumerable<string>? values))
        {
            return null;
        }

        string? first = values.FirstOrDefault()?.Split(',')[0].Trim();
        return string.IsNullOrEmpty(first) ? null : first;
    }

    private static string? Parameter(string forwarded, string name)
    {
        foreach (string pair in forwarded.Split(';'))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && pair.AsSpan(0, equals).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                string value = pair[(equals + 1)..].Trim().Trim('"');
                return value.Length == 0 ? null : value;
            }
        }

        return null;
    }
}
