package referee;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.matcher.ElementMatchers;
import sun.reflect.ReflectionFactory;

/** Implements a large WSO2 type by the few methods that are really called; any other one fails. */
public final class Stub {
  /** What one method of the stub answers, whatever its overload. */
  public interface Answer {
    Object to(Object[] arguments);
  }

  private Stub() {}

  public static <T> T of(Class<T> type, Map<String, Answer> answers) {
    Class<? extends T> stub =
        new ByteBuddy()
            .subclass(type)
            .method(ElementMatchers.not(ElementMatchers.isDeclaredBy(Object.class)))
            .intercept(
                InvocationHandlerAdapter.of(
                    (self, method, arguments) -> answer(type, answers, method, arguments)))
            .make()
            .load(Stub.class.getClassLoader())
            .getLoaded();
    try {
      // Some types have constructors that want more than there is here.
      Constructor<?> none = Object.class.getDeclaredConstructor();
      return stub.cast(
          ReflectionFactory.getReflectionFactory()
              .newConstructorForSerialization(stub, none)
              .newInstance());
    } catch (ReflectiveOperationException problem) {
      throw new IllegalStateException("No stub of " + type.getName(), problem);
    }
  }

  private static Object answer(
      Class<?> type, Map<String, Answer> answers, Method method, Object[] arguments) {
    Answer answer = answers.get(method.getName());
    if (answer == null) {
      throw new MissingStandIn(type.getSimpleName() + "." + method.getName());
    }
    return answer.to(arguments);
  }
}
