using FaceRec.LocalCloud.Tests.Contract.Ec2;
using FaceRec.LocalCloud.Tests.Contract.S3;
using FaceRec.LocalCloud.Tests.Contract.Sqs;

namespace FaceRec.LocalCloud.Tests.Contract;

/// <summary>Where moto 5.2 differs from AWS, by the contract test that shows it. Whatever is not listed here must hold on moto too.</summary>
internal static class MotoDifferences
{
    public static IReadOnlyDictionary<string, string> Known { get; } = new Dictionary<string, string>
    {
        [nameof(SqsReceivingContract.A_cancelled_long_poll_takes_no_message)] = "a long poll that was cancelled swallows the next message",
        [nameof(SqsQueueContract.A_deleted_queue_is_gone_and_its_name_rests)] = "names of deleted queues can be used again at once",
        [nameof(SqsDeadLetterContract.A_message_received_too_often_goes_to_the_dead_letter_queue)] = "dead letters do not say where they come from",
        [nameof(SqsDeadLetterContract.A_move_task_brings_dead_letters_home)] = "has no move tasks",
        [nameof(SqsDeadLetterContract.A_slow_move_task_can_be_cancelled_and_is_alone)] = "has no move tasks",
        [nameof(SqsDeadLetterContract.A_redrive_policy_must_name_a_queue_that_exists)] = "takes any redrive policy",
        [nameof(SqsSendingContract.Batches_succeed_and_fail_entry_by_entry)] = "entries of a batch are not checked one by one",
        [nameof(SqsSendingContract.Characters_outside_of_XML_are_refused)] = "takes any character",
        [nameof(SqsReceivingContract.Of_two_polls_for_one_message_the_loser_waits_on)] = "finds and hides a message in two steps, between which another may receive it",
        [nameof(SqsFifoContract.Fifo_gives_several_messages_of_a_group_at_once_in_order)] = "sequence numbers are random",
        [nameof(SqsFifoContract.Fifo_recognises_what_it_was_sent_before)] = "a repeated message is kept from the queue, but its sender told a new id",
        [nameof(SqsFifoContract.Fifo_repeats_a_receive_attempt)] = "does not know receive attempts",
        [nameof(SqsSendingContract.Numbers_out_of_range_are_refused)] = "takes some numbers that are out of range",
        [nameof(SqsQueueContract.Purging_removes_all_and_may_be_done_once_a_minute)] = "purges as often as asked",
        [nameof(SqsQueueContract.Unknown_attributes_are_refused)] = "takes any attribute of a queue",
        [nameof(SqsReceivingContract.Visibility_can_be_extended_and_ended)] = "changes the visibility of a message that is not in flight",
        [nameof(S3ObjectContract.A_body_that_differs_from_its_digest_is_refused)] = "does not compare bodies with their checksums",
        [nameof(S3ObjectContract.A_copy_keeps_or_replaces_metadata)] = "copies an object to itself without a change",
        [nameof(S3ObjectContract.A_presigned_address_works_until_it_expires_or_is_changed)] = "does not check signatures",
        [nameof(S3ConditionContract.Of_many_conditional_changes_one_wins)] = "looks and writes in two steps, between which another may write",
        [nameof(S3ConditionContract.Of_many_conditional_creations_one_wins)] = "looks and writes in two steps, between which another may write",
        [nameof(S3ListingContract.Many_objects_are_deleted_at_once)] = "is not quiet when asked to be",
        [nameof(S3MultipartContract.Parts_must_be_there_in_order_and_large_enough)] = "answers 500 for an upload that does not exist",
        [nameof(Ec2LaunchTemplateContract.A_launch_template_is_filled_in_and_the_request_comes_first)] = "does not take the image from the template",
        [nameof(Ec2InstanceContract.A_terminated_instance_cannot_be_started_or_stopped)] = "starts terminated instances",
        [nameof(Ec2DescribingContract.An_id_that_is_none_is_refused)] = "says NotFound in place of Malformed",
        [nameof(Ec2InstanceContract.An_image_that_does_not_exist_is_refused)] = "takes any image",
        [nameof(Ec2InstanceContract.As_many_are_launched_as_asked_for)] = "launches MinCount",
        [nameof(Ec2InstanceContract.Counts_must_make_sense)] = "does not check counts",
        [nameof(Ec2DescribingContract.Filters_that_do_not_exist_are_refused)] = "answers 500 without a code",
        [nameof(Ec2DescribingContract.Instances_are_found_by_filters_and_wildcards)] = "answers 500 to a filter by state code",
        [nameof(Ec2LaunchTemplateContract.Launch_templates_that_do_not_exist_are_refused)] = "answers without a code",
        [nameof(Ec2DescribingContract.Many_instances_come_in_pages)] = "launches MinCount, and pages by reservation",
        [nameof(Ec2DescribingContract.Pages_have_bounds)] = "does not check page sizes",
        [nameof(Ec2InstanceContract.The_same_client_token_launches_once)] = "ignores client tokens",
        [nameof(Ec2InstanceContract.User_data_must_be_base64_and_not_too_large)] = "takes any user data",
    };
}
