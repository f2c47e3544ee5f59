//! What a template may have that is not run here.

/// Resource types that are left out, because nothing a function can observe depends on them here.
/// Everything that is neither here nor read below is an error.
const IGNORED: [&str; 36] = [
    // Watching.
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::Logs::LogGroup",
    "AWS::Logs::MetricFilter",
    "AWS::Logs::QueryDefinition",
    "AWS::Logs::ResourcePolicy",
    "AWS::SNS::Topic",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::XRay::Group",
    "AWS::XRay::SamplingRule",
    "AWS::Budgets::Budget",
    // Permissions: not enforced here, and checked statically by the template's own tests.
    "AWS::IAM::Role",
    "AWS::IAM::Policy",
    "AWS::IAM::ManagedPolicy",
    "AWS::Lambda::Permission",
    "AWS::SQS::QueuePolicy",
    "AWS::Events::EventBusPolicy",
    "AWS::SecretsManager::ResourcePolicy",
    "AWS::KMS::Key",
    "AWS::KMS::Alias",
    "AWS::WAFv2::WebACL",
    "AWS::WAFv2::WebACLAssociation",
    // The console's files are served from disk.
    "AWS::S3::BucketPolicy",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::OriginRequestPolicy",
    "AWS::CloudFront::Function",
    // Deployment, sign-in pages and replay of the past.
    "AWS::ApiGateway::Account",
    "AWS::ApiGatewayV2::Deployment",
    "AWS::ApiGatewayV2::IntegrationResponse",
    "AWS::Cognito::UserPoolDomain",
    "AWS::Events::Archive",
];

/// Whether a resource type is left out on purpose.
pub fn ignored(kind: &str) -> bool {
    IGNORED.contains(&kind)
}
