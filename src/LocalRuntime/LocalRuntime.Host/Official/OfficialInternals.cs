using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace WorkDistribution.LocalRuntime.Host.Official;

/// <summary>
/// The one place that names what is not public in the official packages. Every name is looked up once, when the host starts; a
/// version that lacks one ends the start with a sentence that says which.
/// </summary>
internal sealed class OfficialInternals
{
    public const string WorkerPackage = "Microsoft.Azure.Functions.Worker";
    public const string WorkerVersion = "2.52.0";
    public const string DurablePackage = "Microsoft.Azure.Functions.Worker.Extensions.DurableTask";
    public const string DurableVersion = "1.21.1";
    public const string AspNetCorePackage = "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore";
    public const string AspNetCoreVersion = "2.1.1";

    /// <summary>Logs to the channel of a host, which nobody reads here.</summary>
    public const string WorkerLoggerProvider = "Microsoft.Azure.Functions.Worker.Logging.WorkerLoggerProvider";

    /// <summary>The category in which the worker repeats each failure that the host logs already.</summary>
    public const string InvocationLogCategory = "Microsoft.Azure.Functions.Worker.FunctionsApplication";

    /// <summary>Keys of <see cref="FunctionParameter.Properties"/>.</summary>
    public const string ConverterTypeKey = "converterType";
    public const string ConverterFallbackKey = "converterFallbackBehavior";
    public const string BindingAttributeKey = "bindingAttribute";
    public const string BindingConvertersKey = "bindingAttributeSupportedConverters";

    /// <summary>The capability that names the version of the semantic conventions which the worker's spans follow.</summary>
    public const string SchemaVersionCapability = "WorkerOpenTelemetrySchemaVersion";

    private const string Functions = "Microsoft.Azure.Functions.Worker.";

    private OfficialInternals(WorkerNames worker, DurableNames? durable, AspNetCoreNames? aspNetCore) =>
        (Worker, Durable, AspNetCore) = (worker, durable, aspNetCore);

    public WorkerNames Worker { get; }

    /// <summary>Null if the app has no Durable extension.</summary>
    public DurableNames? Durable { get; }

    /// <summary>Null if the app has no ASP.NET Core integration.</summary>
    public AspNetCoreNames? AspNetCore { get; }

    /// <exception cref="Hosting.HostStartupException">A name is missing.</exception>
    public static OfficialInternals Resolve()
    {
        var worker = new WorkerNames(new OfficialAssembly(typeof(FunctionContext).Assembly, WorkerPackage, WorkerVersion));
        var durable = TryLoad(DurablePackage) is { } extension
            ? new DurableNames(new OfficialAssembly(extension, DurablePackage, DurableVersion))
            : null;
        var aspNetCore = TryLoad(AspNetCorePackage) is { } integration
            ? new AspNetCoreNames(new OfficialAssembly(integration, AspNetCorePackage, AspNetCoreVersion))
            : null;
        return new OfficialInternals(worker, durable, aspNetCore);
    }

    private static Assembly? TryLoad(string name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            // The app does not reference it, so it uses nothing of it.
            return null;
        }
    }

    internal sealed class WorkerNames
    {
        public WorkerNames(OfficialAssembly worker)
        {
            Worker = worker.Type(Functions + "IWorker");
            Application = worker.Type(Functions + "IFunctionsApplication");
            LoadFunction = worker.Method(Application, "LoadFunction", typeof(FunctionDefinition));
            CreateContext = worker.Method(Application, "CreateContext", typeof(IInvocationFeatures), typeof(CancellationToken));
            InvokeFunction = worker.Method(Application, "InvokeFunctionAsync", typeof(FunctionContext));
            FeaturesFactory = worker.Type(Functions + "IInvocationFeaturesFactory");
            CreateFeatures = worker.Method(FeaturesFactory, "Create");
            MethodLocator = worker.Type(Functions + "Invocation.IMethodInfoLocator");
            GetMethod = worker.Method(MethodLocator, "GetMethod", typeof(string), typeof(string));
            BindingsFeature = worker.Type(Functions + "Context.Features.IFunctionBindingsFeature");
            RetryFeature = worker.Type(Functions + "IExecutionRetryFeature");
            OutputBindingsInfoProvider = worker.Type(Functions + "OutputBindings.IOutputBindingsInfoProvider");
            GetBindingsInfo = worker.Method(OutputBindingsInfoProvider, "GetBindingsInfo", typeof(FunctionDefinition));
            ConversionFeature = worker.Type(Functions + "Context.Features.IInputConversionFeature");
            DefaultConversionFeature = worker.Type(Functions + "Context.Features.DefaultInputConversionFeature");
            ConversionFeatureProvider = worker.Type(Functions + "Context.Features.IInputConversionFeatureProvider");
            TryCreateConversionFeature = worker.Method(
                ConversionFeatureProvider, "TryCreate", typeof(Type), ConversionFeature.MakeByRefType());
        }

        public Type Worker { get; }

        public Type Application { get; }

        public MethodInfo LoadFunction { get; }

        public MethodInfo CreateContext { get; }

        public MethodInfo InvokeFunction { get; }

        public Type FeaturesFactory { get; }

        public MethodInfo CreateFeatures { get; }

        public Type MethodLocator { get; }

        public MethodInfo GetMethod { get; }

        public Type BindingsFeature { get; }

        public Type RetryFeature { get; }

        public Type OutputBindingsInfoProvider { get; }

        public MethodInfo GetBindingsInfo { get; }

        public Type ConversionFeature { get; }

        public Type DefaultConversionFeature { get; }

        public Type ConversionFeatureProvider { get; }

        public MethodInfo TryCreateConversionFeature { get; }
    }

    internal sealed class DurableNames
    {
        public DurableNames(OfficialAssembly durable)
        {
            var executor = durable.Type(DurablePackage + ".Execution.DurableFunctionExecutor");
            Executor = executor;
            CreateOrchestrator = durable.Method(executor, "CreateOrchestrator", typeof(FunctionContext), typeof(InputBindingData<object>));
            FunctionsClient = durable.Constructor(durable.Type(Functions + "FunctionsDurableTaskClient"), parameters: 4);
            SerializationException = durable.Type(DurablePackage + ".Exceptions.DurableSerializationException");
            SerializedException = durable.Field(SerializationException, "fromException");
        }

        public Type Executor { get; }

        public MethodInfo CreateOrchestrator { get; }

        /// <summary>Takes a <see cref="DurableTaskClient"/>, the query string and the base URL of the management API, and a purge client.</summary>
        public ConstructorInfo FunctionsClient { get; }

        public Type SerializationException { get; }

        /// <summary>What an activity threw, inside of the exception that carries it to a host as text.</summary>
        public FieldInfo SerializedException { get; }
    }

    internal sealed class AspNetCoreNames(OfficialAssembly aspNetCore)
    {
        public Type HttpCoordinator { get; } = aspNetCore.Type(AspNetCorePackage + ".IHttpCoordinator");
    }
}
