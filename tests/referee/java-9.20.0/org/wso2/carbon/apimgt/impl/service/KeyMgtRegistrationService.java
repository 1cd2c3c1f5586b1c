package org.wso2.carbon.apimgt.impl.service;

/** Stands in for what SkipCreateResidentKeyManager came to do later: a fresh server lists nothing. */
public final class KeyMgtRegistrationService {
  private KeyMgtRegistrationService() {}

  public static void registerDefaultKeyManager(String organization) {}
}
