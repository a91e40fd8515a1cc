package dev.millrace.plan.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.module.SimpleValueInstantiators;

/**
 * Makes records with plain reflection. Jackson would do it with method handles, a new shape of which is a class that is generated:
 * reading one plan made a hundred, which took a fifth of the time that the process of a pipeline needs to begin.
 */
final class RecordInstantiators extends SimpleValueInstantiators {
    @Override
    public ValueInstantiator modifyValueInstantiator(
            DeserializationConfig config, BeanDescription.Supplier description, ValueInstantiator made) {
        Class<?> type = description.getBeanClass();
        return type.isRecord() && made instanceof StdValueInstantiator standard
                ? new Canonical(standard, canonical(type))
                : made;
    }

    private static Constructor<?> canonical(Class<?> type) {
        Class<?>[] components = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(components);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has one", e);
        }
    }

    private static final class Canonical extends StdValueInstantiator {
        private final Constructor<?> constructor;

        Canonical(StdValueInstantiator standard, Constructor<?> constructor) {
            super(standard);
            this.constructor = constructor;
        }

        @Override
        public Object createFromObjectWith(DeserializationContext context, @Nullable Object[] arguments)
                throws JacksonException {
            try {
                return constructor.newInstance(arguments);
            } catch (InvocationTargetException e) {
                return context.handleInstantiationProblem(
                        constructor.getDeclaringClass(), arguments, rewrapCtorProblem(context, e.getCause()));
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                return context.handleInstantiationProblem(
                        constructor.getDeclaringClass(), arguments, rewrapCtorProblem(context, e));
            }
        }
    }
}
