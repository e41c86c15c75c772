"""The endpoint on AWS Lambda, behind API Gateway or a function URL. Handler: `feedback_function.aws_lambda.handler`."""

from mangum import Mangum

from feedback_function.app import create_app
from feedback_function.settings import read_settings

handler = Mangum(create_app(read_settings()), lifespan="off")
