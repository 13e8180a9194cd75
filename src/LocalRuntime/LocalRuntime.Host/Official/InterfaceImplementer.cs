using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace WorkDistribution.LocalRuntime.Host.Official;

/// <summary>
/// Makes classes that implement an official interface which is not public: each method of the interface calls the method of the same
/// name that a class of ours has. A call costs what a virtual call does.
/// </summary>
internal static class InterfaceImplementer
{
    private static readonly ModuleBuilder Module = CreateModule();
    private static readonly Lock Gate = new();
    private static readonly Dictionary<(Type Class, Type Contract), Delegate> Made = [];

    /// <summary>A factory of objects that are a <typeparamref name="T"/> and implement the interface.</summary>
    /// <typeparam name="T">The class with the methods; it has a constructor without parameters.</typeparam>
    public static Func<T> Implement<T>(Type contract)
        where T : class, new()
    {
        // Once a process, which may have more than one host.
        lock (Gate)
        {
            if (!Made.TryGetValue((typeof(T), contract), out var factory))
            {
                Made[(typeof(T), contract)] = factory = Define<T>(contract);
            }

            return (Func<T>)factory;
        }
    }

    private static Func<T> Define<T>(Type contract)
        where T : class, new()
    {
        var type = Module.DefineType(
            $"{typeof(T).Name}As{contract.Name}", TypeAttributes.Public | TypeAttributes.Sealed, typeof(T), [contract]);
        foreach (var method in contract.GetMethods())
        {
            Forward(type, method, typeof(T));
        }

        return (Func<T>)Delegate.CreateDelegate(
            typeof(Func<T>), typeof(Maker<>).MakeGenericType(type.CreateType()).GetMethod(nameof(Maker<object>.Make))!);
    }

    private static void Forward(TypeBuilder type, MethodInfo method, Type target)
    {
        var parameters = method.GetParameters().Select(p => p.ParameterType).ToArray();
        var called = target.GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new InvalidOperationException($"{target} has no method '{method.Name}', which {method.DeclaringType} asks for.");
        var forward = type.DefineMethod(
            $"{method.DeclaringType!.Name}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
            method.ReturnType,
            parameters);
        var code = forward.GetILGenerator();
        for (var i = 0; i <= parameters.Length; i++)
        {
            code.Emit(OpCodes.Ldarg, (short)i);
        }

        code.Emit(OpCodes.Callvirt, called);
        if (!method.ReturnType.IsAssignableFrom(called.ReturnType))
        {
            code.Emit(OpCodes.Castclass, method.ReturnType);
        }

        code.Emit(OpCodes.Ret);
        type.DefineMethodOverride(forward, method);
    }

    private static ModuleBuilder CreateModule()
    {
        // The runtime lets an assembly with this attribute see what is internal in another one.
        var constructor = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        string[] seen =
        [
            typeof(InterfaceImplementer).Assembly.GetName().Name!, OfficialInternals.WorkerPackage + ".Core", OfficialInternals.AspNetCorePackage,
        ];
        return AssemblyBuilder.DefineDynamicAssembly(
                new AssemblyName("LocalRuntime.Host.Implementations"),
                AssemblyBuilderAccess.Run,
                seen.Select(name => new CustomAttributeBuilder(constructor, [name])))
            .DefineDynamicModule("Implementations");
    }

    private static class Maker<T>
        where T : new()
    {
        public static T Make() => new();
    }
}
