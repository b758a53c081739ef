package org.dockerrm.workflow.confinement;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.FunctionMapper;
import org.camunda.bpm.impl.juel.jakarta.el.PropertyNotFoundException;
import org.camunda.bpm.impl.juel.jakarta.el.PropertyNotWritableException;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that read variables, what is in maps and lists, and steps by name. They see no other
 * bean, no property of an object and nothing of the engine, and the parser knows no calls.
 */
final class StepExpressions extends JuelExpressionManager {

  /** Longer ones would exhaust the stack of the parser. */
  private static final int LONGEST = 1000;

  /** What the engine can keep in a text variable. */
  private static final int LONGEST_VALUE = 4000;

  private final Set<String> steps;
  private final Function<String, Object> stepBeans;

  StepExpressions(Set<String> steps, Function<String, Object> stepBeans) {
    this.steps = steps;
    this.stepBeans = stepBeans;
    setExpressionFactory(new ExpressionFactoryImpl(ExpressionFactoryImpl.Profile.JEE5));
  }

  @Override
  public Expression createExpression(String text) {
    if (text.length() > LONGEST) {
      throw new ProcessEngineException(
          "an expression is longer than " + LONGEST + " characters: " + text.substring(0, 80));
    }
    return new BoundedExpression(text);
  }

  @Override
  protected ELResolver createElResolver() {
    return new Readable();
  }

  @Override
  protected FunctionMapper createFunctionMapper() {
    return new FunctionMapper() {
      @Override
      public java.lang.reflect.@Nullable Method resolveFunction(String prefix, String name) {
        return null;
      }
    };
  }

  /** Texts put together from variables stay as small as variables are. */
  private final class BoundedExpression extends JuelExpression {

    BoundedExpression(String text) {
      super(createValueExpression(text), StepExpressions.this, text);
    }

    @Override
    public Object getValue(VariableScope scope, BaseDelegateExecution context) {
      Object value = super.getValue(scope, context);
      if (value instanceof CharSequence text && text.length() > LONGEST_VALUE) {
        throw new ProcessEngineException(
            getExpressionText() + " makes a text of more than " + LONGEST_VALUE + " characters");
      }
      return value;
    }
  }

  private final class Readable extends ELResolver {

    @Override
    public @Nullable Object getValue(
        ELContext context, @Nullable Object base, @Nullable Object property) {
      context.setPropertyResolved(true);
      if (base == null) {
        return named(context, String.valueOf(property));
      }
      if (base instanceof Map<?, ?> map) {
        return map.get(property);
      }
      if (base instanceof List<?> list && property instanceof Number index) {
        return list.get(index.intValue());
      }
      throw new PropertyNotFoundException(
          "expressions read variables only, not '" + property + "' of a value");
    }

    private @Nullable Object named(ELContext context, String name) {
      if (steps.contains(name)) {
        return stepBeans.apply(name);
      }
      if (context.getContext(VariableScope.class) instanceof VariableScope scope
          && scope.hasVariable(name)) {
        return scope.getVariable(name);
      }
      throw new PropertyNotFoundException("there is no variable '" + name + "'");
    }

    @Override
    public Class<?> getType(ELContext context, @Nullable Object base, Object property) {
      throw new PropertyNotWritableException("expressions set nothing");
    }

    @Override
    public void setValue(
        ELContext context, @Nullable Object base, Object property, @Nullable Object value) {
      throw new PropertyNotWritableException("expressions set nothing");
    }

    @Override
    public boolean isReadOnly(ELContext context, @Nullable Object base, Object property) {
      context.setPropertyResolved(true);
      return true;
    }

    @Override
    public Object invoke(
        ELContext context,
        Object base,
        Object method,
        Class<?> @Nullable [] types,
        Object @Nullable [] values) {
      throw new PropertyNotFoundException("expressions call nothing");
    }

    @Override
    public Iterator<java.beans.FeatureDescriptor> getFeatureDescriptors(
        ELContext context, Object base) {
      return Collections.emptyIterator();
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
      return Object.class;
    }
  }
}
