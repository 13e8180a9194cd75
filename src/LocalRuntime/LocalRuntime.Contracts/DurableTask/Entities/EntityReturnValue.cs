namespace Microsoft.DurableTask.Entities;

/// <summary>Gets the result out of what an entity method returns, by its declared return type.</summary>
internal abstract class EntityReturnValue
{
    public static EntityReturnValue Of(Type returnType)
    {
        if (returnType == typeof(ValueTask))
        {
            return new PlainValueTask();
        }

        if (IsGeneric(returnType, typeof(ValueTask<>)))
        {
            return Create(typeof(ValueTaskOf<>), returnType);
        }

        if (IsGeneric(returnType, typeof(Task<>)))
        {
            return Create(typeof(TaskOf<>), returnType);
        }

        return typeof(Task).IsAssignableFrom(returnType) ? new PlainTask() : new Immediate();
    }

    /// <summary>Awaits the returned value, if it is a task. A method declared to return a task never returns null.</summary>
    public abstract ValueTask<object?> AwaitAsync(object? returned);

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static EntityReturnValue Create(Type definition, Type returnType)
        => (EntityReturnValue)Activator.CreateInstance(definition.MakeGenericType(returnType.GetGenericArguments()))!;

    private sealed class Immediate : EntityReturnValue
    {
        public override ValueTask<object?> AwaitAsync(object? returned) => new(returned);
    }

    private sealed class PlainTask : EntityReturnValue
    {
        public override async ValueTask<object?> AwaitAsync(object? returned)
        {
            await (Task)returned!;
            return null;
        }
    }

    private sealed class TaskOf<T> : EntityReturnValue
    {
        public override async ValueTask<object?> AwaitAsync(object? returned) => await (Task<T>)returned!;
    }

    private sealed class PlainValueTask : EntityReturnValue
    {
        public override async ValueTask<object?> AwaitAsync(object? returned)
        {
            await (ValueTask)returned!;
            return null;
        }
    }

    private sealed class ValueTaskOf<T> : EntityReturnValue
    {
        public override async ValueTask<object?> AwaitAsync(object? returned) => await (ValueTask<T>)returned!;
    }
}
