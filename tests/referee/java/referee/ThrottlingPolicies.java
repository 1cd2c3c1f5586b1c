package referee;

import org.wso2.carbon.apimgt.impl.utils.APIUtil;

/** The policies of fresh tenants, which WSO2's own code writes when it starts. */
final class ThrottlingPolicies {
  private ThrottlingPolicies() {}

  static void add() throws Exception {
    APIUtil.addDefaultTenantAdvancedThrottlePolicies("carbon.super", -1234);
    APIUtil.addDefaultTenantAdvancedThrottlePolicies("tenant1.com", 1);
  }
}
