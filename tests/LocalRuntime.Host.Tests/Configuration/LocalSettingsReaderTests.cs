using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Tests.Configuration;

public sealed class LocalSettingsReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("local-settings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Byte_order_mark_is_no_part_of_the_json()
    {
        var settings = LocalSettingsReader.Read(Write("local.settings.json", "\uFEFF{ \"Values\": { \"A\": \"1\" } }"));

        Assert.Equal("1", settings.Values["A"]);
    }

    [Fact]
    public void All_sections_are_read()
    {
        var settings = LocalSettingsReader.Read(Write("local.settings.json", """
            {
              "IsEncrypted": false, // plain
              "Values": { "A": "1", "B": 2, "C": true, },
              "Host": { "LocalHttpPort": 7072, "CORS": "http://a, http://b", "CORSCredentials": true },
              "ConnectionStrings": { "Sql": "server=x" }
            }
            """));

        Assert.Equal("1", settings.Values["A"]);
        Assert.Equal("2", settings.Values["B"]);
        Assert.Equal("true", settings.Values["C"]);
        Assert.Equal("server=x", settings.Values["ConnectionStrings:Sql"]);
        Assert.Equal(7072, settings.LocalHttpPort);
        Assert.Equal(["http://a", "http://b"], settings.CorsOrigins);
        Assert.True(settings.CorsCredentials);
    }

    [Theory]
    [InlineData("""{ "IsEncrypted": true, "Values": {} }""", "func settings decrypt")]
    [InlineData("""{ "Values": { "A": { "B": 1 } } }""", "Values.A")]
    [InlineData("""{ "Host": { "LocalHttpPort": 70000 } }""", "Host.LocalHttpPort")]
    [InlineData("""[ ]""", "one JSON object")]
    [InlineData("""{ "Values": """, "is not valid JSON")]
    public void Invalid_file_says_what_is_wrong(string json, string expected)
    {
        var path = Write("local.settings.json", json);

        var error = Assert.Throws<HostConfigurationException>(() => LocalSettingsReader.Read(path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_prefers_the_current_directory_falls_back_to_the_sample_and_keeps_set_variables()
    {
        var app = _folder.CreateSubdirectory("app");
        var current = _folder.CreateSubdirectory("current");
        string fresh = "LR_TEST_" + Guid.NewGuid().ToString("N"), already = "LR_TEST_" + Guid.NewGuid().ToString("N");
        Write("app/host.json", """{ "version": "2.0", "extensions": { "durableTask": { "hubName": "FromApp" } } }""");
        Write("app/local.settings.sample.json", $$"""{ "Values": { "{{fresh}}": "sample", "{{already}}": "sample" } }""");
        Environment.SetEnvironmentVariable(already, "environment");
        try
        {
            var configuration = HostConfiguration.Load(current.FullName, app.FullName);

            Assert.Equal("FromApp", configuration.Host.DurableTask.HubName);
            Assert.Equal("sample", configuration.Settings.Get(fresh));
            Assert.Equal("environment", configuration.Settings.Get(already));
        }
        finally
        {
            Environment.SetEnvironmentVariable(fresh, null);
            Environment.SetEnvironmentVariable(already, null);
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
