package dev.millrace.engine.codegen;

import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes objects that do what a routine says.
 *
 * <p>Equal routines share one object, so that a program that is started again, or another shard of it, finds its code compiled
 * already. So what is made must have no state. Thread-safe.
 */
public final class GeneratedCode {
    /** HotSpot interprets methods larger than this for ever. */
    static final int METHOD_BYTES_MAX = 7900;

    /** How many different routines are remembered. */
    static final int CACHE_MAX = 2000;

    private static final Logger LOG = LoggerFactory.getLogger(GeneratedCode.class);
    private static final LongAdder CLASSES = new LongAdder();
    private static final LongAdder NANOS = new LongAdder();

    private record Key(Class<?> implemented, Routine routine) {}

    private static final Map<Key, Object> CACHE = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Object> eldest) {
            return size() > CACHE_MAX;
        }
    };

    private GeneratedCode() {}

    /**
     * An object whose only method is the routine, or {@code null} if the method would be too large or cannot be made.
     *
     * @param place of a class in the package of the interface; the code may call what that class may call
     * @param implemented an interface with one method, of the routine's parameters and result
     */
    public static <T> @Nullable T make(Lookup place, Class<T> implemented, Routine routine) {
        synchronized (CACHE) {
            Object known = CACHE.get(new Key(implemented, routine));
            if (known != null) {
                return implemented.cast(known);
            }
        }
        T made = define(place, implemented, routine);
        if (made != null) {
            synchronized (CACHE) {
                CACHE.put(new Key(implemented, routine), made);
            }
        }
        return made;
    }

    private static <T> @Nullable T define(Lookup place, Class<T> implemented, Routine routine) {
        long start = System.nanoTime();
        try {
            ClassDesc name =
                    ClassDesc.of(place.lookupClass().getPackageName(), "Generated" + implemented.getSimpleName());
            Method method = implemented.getDeclaredMethods()[0];
            ClassDesc type = implemented.describeConstable().orElseThrow();
            byte[] bytes = BytecodeWriter.write(name, type, method.getName(), routine);
            if (methodBytes(bytes) > METHOD_BYTES_MAX) {
                return null;
            }
            Lookup made = place.defineHiddenClass(bytes, true);
            return implemented.cast(
                    made.findConstructor(made.lookupClass(), java.lang.invoke.MethodType.methodType(void.class))
                            .invoke());
        } catch (Throwable e) {
            LOG.warn("no code generated, expressions are interpreted instead", e);
            return null;
        } finally {
            CLASSES.increment();
            NANOS.add(System.nanoTime() - start);
        }
    }

    private static int methodBytes(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .flatMap(method -> method.code().stream())
                .mapToInt(code -> ((CodeAttribute) code).codeLength())
                .max()
                .orElse(0);
    }

    /** How many classes were made since the process began. */
    public static long classes() {
        return CLASSES.sum();
    }

    /** The time that took, in nanoseconds. */
    public static long nanos() {
        return NANOS.sum();
    }
}
