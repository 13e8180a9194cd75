namespace WorkDistribution.LocalRuntime.Package.Tests;

/// <summary>The files of an app that a stranger would write: official packages, one old Azure package, and the runtime's package.</summary>
internal static class StrangersApp
{
    public static void Write(string folder, string packages, string version)
    {
        File.WriteAllText(Path.Combine(folder, "app.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <AzureFunctionsVersion>v4</AzureFunctionsVersion>
                <RestoreAdditionalProjectSources>{packages}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <PackageReference Include="Azure.Identity" Version="1.12.1" />
                <PackageReference Include="Microsoft.Azure.Functions.Worker" Version="2.52.0" />
                <PackageReference Include="Microsoft.Azure.Functions.Worker.Extensions.DurableTask" Version="1.21.1" />
                <PackageReference Include="Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore" Version="2.1.1" />
                <PackageReference Include="Microsoft.Azure.Functions.Worker.Sdk" Version="2.1.0" />
                <PackageReference Include="WorkDistribution.LocalRuntime" Version="{version}" />
              </ItemGroup>
              <ItemGroup>
                <None Include="host.json" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "host.json"), """{ "version": "2.0" }""");
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using Microsoft.AspNetCore.Http;
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.Azure.Functions.Worker;
            using Microsoft.Azure.Functions.Worker.Builder;
            using Microsoft.DurableTask;
            using Microsoft.DurableTask.Client;
            using Microsoft.Extensions.Hosting;

            var builder = FunctionsApplication.CreateBuilder(args);
            builder.ConfigureFunctionsWebApplication();
            builder.Build().Run();

            public static class Greetings
            {
                [Function("Hello")]
                public static IActionResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name}")] HttpRequest request, string name) =>
                    new OkObjectResult($"Hello, {name}!");

                [Function("Greet")]
                public static async Task<IActionResult> Greet(
                    [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "greet/{name}")] HttpRequest request, string name, [DurableClient] DurableTaskClient client)
                {
                    var id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(GreetOften), name);
                    var done = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
                    return new OkObjectResult(done.ReadOutputAs<string>());
                }

                [Function(nameof(GreetOften))]
                public static async Task<string> GreetOften([OrchestrationTrigger] TaskOrchestrationContext context, string name)
                {
                    var greetings = await Task.WhenAll(Enumerable.Range(1, 3).Select(n => context.CallActivityAsync<string>(nameof(Say), $"{name} {n}")));
                    return string.Join(' ', greetings);
                }

                [Function(nameof(Say))]
                public static string Say([ActivityTrigger] string name) => $"Hi {name}.";
            }
            """);
    }
}
