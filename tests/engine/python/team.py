import pulumi
import pulumi_auth0_wso2_key_manager as wso2

platform = pulumi.StackReference("organization/python/dev")

team = wso2.ApplicationAccess(
    "team",
    name="team",
    key_manager=platform.require_output("reference"),
    keys={"production": {"mode": wso2.KeysDeclarationMode.MAP, "scopes": ["default"]}},
)

pulumi.export("summary", team.summary)
