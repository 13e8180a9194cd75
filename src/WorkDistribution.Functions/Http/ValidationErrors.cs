namespace WorkDistribution.Functions.Http;

/// <summary>What is wrong with a request, by field, as RFC 9457 problem details carry it in <c>errors</c>.</summary>
internal sealed class ValidationErrors
{
    private const int MaxFields = 100;
    private const int MaxFieldLength = 128;
    private const string More = "More is wrong than is listed.";

    private readonly SortedDictionary<string, List<string>> _messages = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsEmpty => _messages.Count == 0;

    /// <summary>The messages of each field.</summary>
    public IReadOnlyDictionary<string, List<string>> Messages => _messages;

    /// <summary>Adds a complaint, so long as the answer stays small: of 100 fields, whose names are cut at 128 characters.</summary>
    /// <param name="field">The field as the requester wrote it, for example <c>input.files[0]</c>; empty for the body as a whole.</param>
    /// <param name="message">What is wrong, why, and what to do.</param>
    public void Add(string field, string message)
    {
        if (field.Length > MaxFieldLength)
        {
            field = $"{field.AsSpan(0, MaxFieldLength)}…";
        }

        if (!_messages.ContainsKey(field) && _messages.Count >= MaxFields)
        {
            (field, message) = ("", More);
        }

        if (!_messages.TryGetValue(field, out var messages))
        {
            _messages[field] = messages = [];
        }

        if (message != More || !messages.Contains(More))
        {
            messages.Add(message);
        }
    }
}
