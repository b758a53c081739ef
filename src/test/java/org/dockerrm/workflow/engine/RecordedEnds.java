package org.dockerrm.workflow.engine;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.dockerrm.transition.RequestRuns;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** How processes end their requests by default, for engines without requests. */
public final class RecordedEnds {

  private final List<String> ends = new ArrayList<>();
  private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

  public RecordedEnds() {
    RequestRuns runs =
        (RequestRuns)
            Proxy.newProxyInstance(
                RequestRuns.class.getClassLoader(),
                new Class<?>[] {RequestRuns.class},
                (proxy, method, arguments) -> {
                  List<String> words = new ArrayList<>(List.of(method.getName()));
                  for (Object argument : arguments) {
                    words.add(String.valueOf(argument));
                  }
                  ends.add(String.join(" ", words));
                  return null;
                });
    beans.addBean("runs", runs);
  }

  public BpmnParseListener listener() {
    return new DefaultEnds(beans.getBeanProvider(RequestRuns.class), event -> {});
  }

  /** What reports the begin of each step. */
  BpmnParseListener progress() {
    return new ProgressParseListener(
        new ProgressListener(beans.getBeanProvider(RequestRuns.class)));
  }

  /** The calls in their order: the method, the request, and for a failure its code and reason. */
  public List<String> all() {
    return List.copyOf(ends);
  }

  public void forget() {
    ends.clear();
  }
}
