package referee;

import java.util.List;

/** Workflows that an administrator approves; the others approve themselves, as on a fresh server. */
final class Approvals {
  private static String ofFreshServer;
  private static volatile List<String> needed = List.of();

  private Approvals() {}

  /** The configuration that WSO2's own jar has, with both kinds of each workflow. */
  static void start(String configuration) {
    ofFreshServer = configuration;
  }

  /** From now on these need approval, e.g. {@code SubscriptionCreation}, and no others. */
  static void need(List<String> workflows) {
    needed = workflows;
    TenantCaches.forget("workflowCache");
  }

  static String configuration() {
    String configuration = ofFreshServer;
    for (String workflow : needed) {
      configuration =
          configuration.replace(workflow + "SimpleWorkflow", workflow + "ApprovalWorkflow");
    }
    return configuration;
  }
}
