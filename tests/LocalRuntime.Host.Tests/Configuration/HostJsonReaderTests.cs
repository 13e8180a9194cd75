using Microsoft.Extensions.Logging;
using WorkDistribution.LocalRuntime.Host.Configuration;

namespace WorkDistribution.LocalRuntime.Host.Tests.Configuration;

public sealed class HostJsonReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("host-json-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Defaults_are_those_of_the_reference()
    {
        var options = Read("""{ "version": "2.0" }""");

        Assert.Equal(TimeSpan.FromMinutes(30), options.FunctionTimeout);
        Assert.Equal("api", options.Http.RoutePrefix);
        Assert.Equal(16, options.Queues.BatchSize);
        Assert.Equal(8, options.Queues.NewBatchThreshold);
        Assert.Equal(24, options.Queues.MaxConcurrency);
        Assert.Equal(TimeSpan.FromSeconds(2), options.Queues.MaxPollingInterval);
        Assert.Equal(5, options.Queues.MaxDequeueCount);
        Assert.Equal(TimeSpan.Zero, options.Queues.VisibilityTimeout);
        Assert.Equal(QueueMessageEncodingOption.Base64, options.Queues.MessageEncoding);
        Assert.Equal("TestHubName", options.DurableTask.HubName);
        Assert.Null(options.DurableTask.DefaultVersion);
        Assert.Equal(VersionMatchOption.CurrentOrOlder, options.DurableTask.VersionMatchStrategy);
        Assert.Equal(VersionFailureOption.Reject, options.DurableTask.VersionFailureStrategy);
        Assert.Equal(10 * Environment.ProcessorCount, options.DurableTask.MaxConcurrentActivityFunctions);
        Assert.Equal(5000, options.DurableTask.MaxEntityOperationBatchSize);
        Assert.Equal(100_000, options.DurableTask.MaxOrchestrationActions);
        Assert.Equal(OverridableStatesOption.NonRunningStates, options.DurableTask.OverridableExistingInstanceStates);
        Assert.Equal("AzureWebJobsStorage", options.DurableTask.ConnectionName);
        Assert.Equal(TimeSpan.FromSeconds(30), options.DurableTask.DefaultAsyncRequestSleepTime);
    }

    [Fact]
    public void Every_key_is_read_with_comments_trailing_commas_and_any_case()
    {
        var options = Read("""
            {
              // the only version there is
              "version": "2.0",
              "functionTimeout": "00:10:00",
              "functions": [ "A", "B" ],
              "logging": { "logLevel": { "default": "Warning", "Host.Triggers": "debug" } },
              "extensions": {
                "http": { "routePrefix": "/v1/things/", "customHeaders": { "X-A": "b" } },
                "Queues": {
                  "batchSize": "32", "newBatchThreshold": 0, "maxPollingInterval": "00:00:05", "maxDequeueCount": 3,
                  "visibilityTimeout": "00:00:30", "messageEncoding": "none",
                },
                "durableTask": {
                  "hubName": "%HUB%", "defaultVersion": "1.2", "versionMatchStrategy": "strict", "versionFailureStrategy": "Fail",
                  "maxConcurrentActivityFunctions": 7, "maxConcurrentOrchestratorFunctions": 8, "maxConcurrentEntityFunctions": 9,
                  "extendedSessionsEnabled": true, "extendedSessionIdleTimeoutInSeconds": 5, "maxEntityOperationBatchSize": 10,
                  "maxOrchestrationActions": 11, "overridableExistingInstanceStates": "AnyState",
                  "httpSettings": { "defaultAsyncRequestSleepTimeMilliseconds": 100 },
                  "tracing": { "distributedTracingEnabled": true },
                  "storageProvider": { "type": "mssql", "connectionName": "Db", "partitionCount": 2, "controlQueueBatchSize": 3,
                                       "maxQueuePollingInterval": "00:00:01" },
                },
              },
            }
            """, ("HUB", "MyHub"));

        Assert.Equal(TimeSpan.FromMinutes(10), options.FunctionTimeout);
        Assert.Equal(["A", "B"], options.Functions);
        Assert.Equal(LogLevel.Debug, options.LogLevels["Host.Triggers"]);
        Assert.Equal("v1/things", options.Http.RoutePrefix);
        Assert.Equal("b", options.Http.CustomHeaders["x-a"]);
        Assert.Equal(
            new QueueExtensionOptions
            {
                BatchSize = 32,
                NewBatchThreshold = 0,
                MaxPollingInterval = TimeSpan.FromSeconds(5),
                MaxDequeueCount = 3,
                VisibilityTimeout = TimeSpan.FromSeconds(30),
                MessageEncoding = QueueMessageEncodingOption.None,
            },
            options.Queues);
        Assert.Equal(
            new DurableTaskExtensionOptions
            {
                HubName = "MyHub",
                DefaultVersion = "1.2",
                VersionMatchStrategy = VersionMatchOption.Strict,
                VersionFailureStrategy = VersionFailureOption.Fail,
                MaxConcurrentActivityFunctions = 7,
                MaxConcurrentOrchestratorFunctions = 8,
                MaxConcurrentEntityFunctions = 9,
                ExtendedSessionsEnabled = true,
                ExtendedSessionIdleTimeout = TimeSpan.FromSeconds(5),
                MaxEntityOperationBatchSize = 10,
                MaxOrchestrationActions = 11,
                OverridableExistingInstanceStates = OverridableStatesOption.AnyState,
                DefaultAsyncRequestSleepTime = TimeSpan.FromMilliseconds(100),
                DistributedTracingEnabled = true,
                StorageProviderType = "mssql",
                ConnectionName = "Db",
                PartitionCount = 2,
                ControlQueueBatchSize = 3,
                MaxQueuePollingInterval = TimeSpan.FromSeconds(1),
            },
            options.DurableTask);
    }

    [Fact]
    public void All_invalid_values_come_in_one_error_with_path_and_what_is_allowed()
    {
        var error = Assert.Throws<HostConfigurationException>(() => Read("""
            {
              "version": "1.0",
              "functionTimeout": "soon",
              "logging": { "logLevel": { "default": "Loud" } },
              "extensions": {
                "queues": { "batchSize": 33, "maxDequeueCount": 0, "visibilityTimeout": "-00:00:01", "messageEncoding": "hex" },
                "durableTask": { "hubName": "a-b", "maxConcurrentActivityFunctions": 0, "extendedSessionsEnabled": "maybe",
                                 "versionMatchStrategy": "1", "storageProvider": { "partitionCount": 17 } }
              }
            }
            """));

        Assert.Contains("extensions.queues.batchSize is \"33\": a whole number from 1 to 32 is allowed (default 16).", error.Problems);
        Assert.Contains("version is \"1.0\": only \"2.0\" is allowed.", error.Problems);
        string[] paths =
        [
            "version", "functionTimeout", "logging.logLevel.default", "extensions.queues.batchSize", "extensions.queues.maxDequeueCount",
            "extensions.queues.visibilityTimeout", "extensions.queues.messageEncoding", "extensions.durableTask.hubName",
            "extensions.durableTask.maxConcurrentActivityFunctions", "extensions.durableTask.extendedSessionsEnabled",
            "extensions.durableTask.versionMatchStrategy", "extensions.durableTask.storageProvider.partitionCount",
        ];
        Assert.Equal(paths.Order(), error.Problems.Select(p => p.Split(' ')[0]).Order());
        Assert.All(error.Problems, p => Assert.Contains(p, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ }", "version is missing")]
    [InlineData("""{ "version": """, "is not valid JSON")]
    [InlineData("""{ "version": "2.0", "version": "2.0" }""", "is not valid JSON")]
    [InlineData("""{ "version": "2.0", "extensions": { "queues": { "batchSize": [1] } } }""", "is an object or array")]
    [InlineData("""{ "version": "2.0", "extensions": { "durableTask": { "hubName": "%NONE%" } } }""", "no setting named 'NONE'")]
    public void Broken_file_says_what_is_wrong(string json, string expected)
    {
        var error = Assert.Throws<HostConfigurationException>(() => Read(json));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("host.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_override_host_json()
    {
        var options = Read(
            """{ "version": "2.0", "extensions": { "queues": { "batchSize": 4 } } }""",
            ("AzureFunctionsJobHost__extensions__queues__batchSize", "2"),
            ("AzureFunctionsJobHost:functionTimeout", "-1"),
            ("AzureFunctionsJobHost__logging__logLevel__default", "Error"));

        Assert.Equal(2, options.Queues.BatchSize);
        Assert.Equal(1, options.Queues.NewBatchThreshold);
        Assert.Null(options.FunctionTimeout);
        Assert.Equal(LogLevel.Error, options.LogLevels["default"]);
    }

    [Fact]
    public void Hub_name_falls_back_to_the_site_name() =>
        Assert.Equal("t1mysite", Read("""{ "version": "2.0" }""", ("WEBSITE_SITE_NAME", "1-my-site")).DurableTask.HubName);

    [Fact]
    public void Empty_route_prefix_means_none() =>
        Assert.Equal(string.Empty, Read("""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""").Http.RoutePrefix);

    [Fact]
    public void No_file_means_defaults() => Assert.Equal(16, HostJsonReader.Read(null, Settings()).Queues.BatchSize);

    private static SettingResolver Settings(params (string Name, string Value)[] settings) =>
        SettingResolver.Of(settings.ToDictionary(s => s.Name, s => s.Value));

    private HostOptions Read(string json, params (string Name, string Value)[] settings)
    {
        var path = Path.Combine(_folder.FullName, "host.json");
        File.WriteAllText(path, json);
        return HostJsonReader.Read(path, Settings(settings));
    }
}
