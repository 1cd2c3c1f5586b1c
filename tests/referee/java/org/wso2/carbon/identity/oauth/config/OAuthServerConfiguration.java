package org.wso2.carbon.identity.oauth.config;

/** Stands in for the configuration of WSO2's own token service, of which one answer is asked for. */
public final class OAuthServerConfiguration {
  private static final OAuthServerConfiguration UNCONFIGURED = new OAuthServerConfiguration();

  private OAuthServerConfiguration() {}

  public static OAuthServerConfiguration getInstance() {
    return UNCONFIGURED;
  }

  public boolean isClientSecretHashEnabled() {
    return false;
  }
}
