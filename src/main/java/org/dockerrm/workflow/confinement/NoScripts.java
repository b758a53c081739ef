package org.dockerrm.workflow.confinement;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.scripting.ExecutableScript;
import org.camunda.bpm.engine.impl.scripting.ScriptFactory;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;
import org.jspecify.annotations.Nullable;

/** Scripts of processes, in any language: there are none. */
final class NoScripts {

  private NoScripts() {}

  private static ProcessEngineException refused() {
    return new ProcessEngineException("processes run no scripts; use a step");
  }

  /** Refuses every script as the engine reads it. */
  static final class Factory extends ScriptFactory {

    @Override
    public ExecutableScript createScriptFromResource(String language, String resource) {
      throw refused();
    }

    @Override
    public ExecutableScript createScriptFromResource(String language, Expression resource) {
      throw refused();
    }

    @Override
    public ExecutableScript createScriptFromSource(String language, String source) {
      throw refused();
    }

    @Override
    public ExecutableScript createScriptFromSource(String language, Expression source) {
      throw refused();
    }
  }

  /** Knows no language. */
  static final class Engines implements ScriptEngineResolver {

    @Override
    public void addScriptEngineFactory(ScriptEngineFactory factory) {
      throw refused();
    }

    @Override
    public @Nullable ScriptEngineManager getScriptEngineManager() {
      return null;
    }

    @Override
    public ScriptEngine getScriptEngine(String language, boolean resolveFromCache) {
      throw refused();
    }
  }
}
