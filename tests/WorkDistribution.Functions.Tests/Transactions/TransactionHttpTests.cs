using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Transactions;

public sealed class TransactionHttpTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3));

    private CancellationToken Token => _deadline.Token;

    [Fact]
    public async Task Transactions_through_http()
    {
        await using var app = await FunctionAppProcess.StartTransactionsAsync(_folder);
        await OpenAsync(app.Client, ("ada", 100), ("grace", 0), ("mary", 7));

        var id = await StartAsync(app.Client, """{"transfers":[{"from":"ada","to":"grace","amount":30}],"checks":[{"account":"mary","minimum":5}]}""");
        var done = await WaitAsync(app.Client, id);

        Assert.Equal("committed", done.GetProperty("state").GetString());
        Assert.Equal(2, done.GetProperty("messages").GetProperty("saved").GetInt32());
        Assert.Equal((70, 30, 7), (await BalanceAsync(app.Client, "ada"), await BalanceAsync(app.Client, "grace"), await BalanceAsync(app.Client, "mary")));

        var refused = await StartAsync(app.Client, """{"transfers":[{"from":"ada","to":"grace","amount":10},{"from":"mary","to":"grace","amount":10}]}""");
        Assert.Equal("aborted", (await WaitAsync(app.Client, refused)).GetProperty("state").GetString());
        var log = await app.Client.GetFromJsonAsync<JsonElement>($"api/transactions/{refused}/log", Token);
        Assert.Equal(
            ["TX_START", "P1 VOTED_YES", "P2 VOTED_YES", "P3 VOTED_NO", "GLOBAL_ABORT", "P1 ABORTED", "P2 ABORTED", "P3 ABORTED", "TX_COMPLETE"],
            log.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("entry").GetString()));
        Assert.Equal("mary", log.GetProperty("participants").GetProperty("P3").GetString());

        await BadRequestsNameTheirFieldsAsync(app.Client);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("api/transactions/nothing", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("api/transactions/nothing/log", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("api/accounts/nobody", Token)).StatusCode);
    }

    [Fact]
    public async Task Killed_process_resumes_its_transactions_and_conserves_the_money()
    {
        const int Accounts = 12;
        const int Balance = 1_000;
        var random = new Random(11);
        var ids = new List<string>();
        for (var life = 0; life < 3; life++)
        {
            await using var app = await FunctionAppProcess.StartTransactionsAsync(_folder);
            if (life == 0)
            {
                await OpenAsync(app.Client, [.. Enumerable.Range(0, Accounts).Select(i => ($"a{i}", Balance))]);
            }

            // Killed as soon as all are taken in: most are then somewhere between PREPARE and the last acknowledgement.
            ids.AddRange(await Task.WhenAll(Enumerable.Range(0, 60).Select(_ =>
            {
                var chosen = Enumerable.Range(0, Accounts).OrderBy(_ => random.Next()).Take(3).ToArray();
                return StartAsync(app.Client, $$"""{"transfers":[{"from":"a{{chosen[0]}}","to":"a{{chosen[1]}}","amount":7},{"from":"a{{chosen[0]}}","to":"a{{chosen[2]}}","amount":5}]}""");
            })));
            await app.KillAsync();
        }

        await using var last = await FunctionAppProcess.StartTransactionsAsync(_folder);
        var expected = Enumerable.Range(0, Accounts).ToDictionary(i => $"a{i}", _ => Balance);
        foreach (var id in ids)
        {
            var transaction = await WaitAsync(last.Client, id);
            Assert.Contains(transaction.GetProperty("state").GetString(), (string[])["committed", "aborted"]);
            foreach (var participant in transaction.GetProperty("participants").EnumerateArray().Where(_ => transaction.GetProperty("decision").GetString() == "commit"))
            {
                expected[participant.GetProperty("account").GetString()!] += participant.GetProperty("delta").GetInt32();
            }
        }

        Assert.Equal(Accounts * Balance, expected.Values.Sum());
        Assert.Contains(expected.Values, balance => balance != Balance);
        foreach (var (account, balance) in expected)
        {
            Assert.Equal(balance, await BalanceAsync(last.Client, account));
        }
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _folder.Dispose();
    }

    private async Task BadRequestsNameTheirFieldsAsync(HttpClient client)
    {
        foreach (var (body, fields) in ((string, string[])[])
            [
                ("""{"transfers":[{"from":"a","to":"a","amount":1}]}""", ["transfers[0].to"]),
                ("""{"transfers":[{"from":"a/b","to":"c","amount":0}]}""", ["transfers[0].amount", "transfers[0].from"]),
                ("""{"transfers":[{"to":"c"}],"color":1}""", ["color", "transfers[0].amount", "transfers[0].from"]),
                ("{}", ["transfers"]),
                ($$"""{"transfers":[{{string.Join(',', Enumerable.Range(0, 12).Select(i => $$"""{"from":"a","to":"b{{i}}","amount":1}"""))}}]}""", ["transfers"]),
            ])
        {
            using var response = await PostAsync(client, "api/transactions", body);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal(fields, (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, "api/accounts/x", """{"balance":-1}""")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(client, "api/accounts/x", "")).StatusCode);
        using var large = await PostAsync(client, "api/accounts/x", new string(' ', 2_000));
        Assert.Contains("larger than", await large.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private async Task OpenAsync(HttpClient client, params (string Account, int Balance)[] accounts)
    {
        foreach (var (account, balance) in accounts)
        {
            using var response = await PostAsync(client, $"api/accounts/{account}", $$"""{"balance":{{balance}}}""");
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            await Eventually.HoldsAsync(async () => (await client.GetAsync($"api/accounts/{account}", Token)).IsSuccessStatusCode, $"account {account} is open");
        }
    }

    private async Task<string> StartAsync(HttpClient client, string body)
    {
        using var response = await PostAsync(client, "api/transactions", body);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync(Token));
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> WaitAsync(HttpClient client, string id)
    {
        JsonElement transaction = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                using var response = await client.GetAsync($"api/transactions/{id}", Token);
                transaction = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
                return response.StatusCode == HttpStatusCode.OK;
            },
            $"transaction {id} ends");
        return transaction;
    }

    private async Task<int> BalanceAsync(HttpClient client, string account)
    {
        var state = await client.GetFromJsonAsync<JsonElement>($"api/accounts/{account}", Token);
        Assert.Equal(JsonValueKind.Null, state.GetProperty("prepared").ValueKind);
        return state.GetProperty("balance").GetInt32();
    }

    private Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body) =>
        client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Token);
}
