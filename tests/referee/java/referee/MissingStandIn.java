package referee;

/** WSO2's code reached for something the referee does not have: what it answers then judges nothing. */
final class MissingStandIn extends Error {
  private static final long serialVersionUID = 1;

  MissingStandIn(String what) {
    super("The referee has no stand-in for " + what);
  }
}
